def builds = new File(basedir, 'build.log').text.split('Building worker-killed')
def says = { build, text -> builds[build].contains(text) }
assert builds.length - 1 == 2

assert says(1, 'ended without a valid result (exit code 137')
assert says(1, 'continue from the last checkpoint')

assert says(2, 'Resuming after step')
assert says(2, 'step 120/120')
assert new File(basedir, 'target/diffusion/model/training.html').isFile()
