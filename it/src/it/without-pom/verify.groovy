def log = new File(basedir, 'build.log').text
def says = { text -> log.contains(text) }

assert says('circle')
assert says('diffusion:train')
assert new File(basedir, 'diffusion/default-cli-inspect/worker.log').isFile()
assert new File(basedir, 'diffusion/inspect.html').isFile()
assert new File(basedir, 'diffusion/inspect.json').isFile()
assert !new File(basedir, 'target').exists()
