def log = new File(basedir, 'build.log').text
def says = { text -> log.contains(text) }

['one', 'two'].each {
  def output = new File(basedir, "${it}/target/diffusion")
  assert new File(output, 'model/training.html').isFile()
  assert new File(output, 'samples/grid.png').isFile()
}
assert !new File(basedir, 'target/diffusion').exists()
assert !says('not marked @threadSafe')

// Different seeds: neither module may have taken the other's files.
def digests = ['one', 'two'].collect {
  new File(basedir, "${it}/target/diffusion/samples/grid.png").bytes.digest('SHA-256')
}
assert digests[0] != digests[1]
