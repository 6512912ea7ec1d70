def log = new File(basedir, 'build.log').text
def says = { text -> log.contains(text) }
def samples = new File(basedir, 'target/diffusion/samples')

assert says(samples.path)
assert new File(samples, 'grid.png').isFile()
def manifest = new File(samples, 'samples.json').text
assert manifest.indexOf('bright ones') > 0
