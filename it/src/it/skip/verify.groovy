def log = new File(basedir, 'build.log').text
def says = { text -> log.contains(text) }

assert says('Skipping diffusion:train because diffusion.skip is set.')
assert says('Skipping diffusion:sample because diffusion.skip is set.')
assert says('Skipping diffusion:train because diffusion.train.skip is set.')
assert says('Skipping diffusion:sample because diffusion.sample.skip is set.')
assert !new File(basedir, 'target/diffusion').exists()
