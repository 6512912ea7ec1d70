def builds = new File(basedir, 'build.log').text.split('Building bad-input')
def says = { build, text -> builds[build].contains(text) }
assert builds.length - 1 == 6

assert says(1, new File(basedir, 'no-such-folder').path)
assert says(2, "unknown preset 'edm-smal'")
assert says(2, 'shapes-quick')
assert says(3, 'diffusion.natives')
assert says(4, "'jax'; write nd4j, torch or auto")
assert says(5, 'device cpu in precision float32, and not on cuda')
assert says(6, 'half.yaml, line 4')
assert says(6, "did you mean 'bfloat16'?")
// The worker that was asked has nothing native on its class path.
assert !new File(basedir, 'target/diffusion/default-engine/worker.args').text.contains('org/bytedeco')

// A user's mistake is said in words, and leaves nothing that looks like a model.
def hasStackTrace = { build -> (builds[build] =~ /(?m)^\s+at [a-z]+\./).find() }
(1..6).each {
  assert !hasStackTrace(it)
  assert !says(it, 'without a valid result')
}
def model = new File(basedir, 'target/diffusion/model')
assert !model.exists() || !model.list().any { it.endsWith('.safetensors') }
