import javax.imageio.ImageIO

def log = new File(basedir, 'build.log').text
def says = { text -> log.contains(text) }
def output = new File(basedir, 'target/diffusion')
def samples = new File(output, 'samples')

def page = new File(output, 'model/training.html').text
assert page.indexOf('<svg') > 0
assert new File(output, 'model').list().any { it.endsWith('.safetensors') }

def pictures = samples.list().findAll { it ==~ /sample-\d+\.png/ }
assert pictures.size() == 4
pictures.each {
  def picture = ImageIO.read(new File(samples, it))
  assert picture.width == 16 && picture.height == 16
}
assert ImageIO.read(new File(samples, 'grid.png')).width > 16

// A person must find what was made without knowing the layout.
assert says(new File(output, 'model/training.html').path)
assert says(new File(samples, 'grid.png').path)
assert !says('\r')
assert !says('ten times slower')
assert new File(output, 'default-train/worker.log').isFile()
assert new File(output, 'default-sample/worker.log').isFile()
