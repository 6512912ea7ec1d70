import groovy.json.JsonSlurper
import javax.imageio.ImageIO

// One log holds all the builds; one with two goals names the project twice.
def builds = new File(basedir, 'build.log').text.split('Scanning for projects')
def says = { build, text -> builds[build].contains(text) }
assert builds.length - 1 == 9

assert says(1, 'step 4/4')

// Which engine it is does not count: the model is what it would be, but for rounding.
assert says(2, 'Model is up to date')
assert !says(2, 'step ')

assert says(3, 'Resuming: model is missing')
assert says(3, 'engine nd4j')
assert says(3, '-> torch')
assert says(3, 'Resuming after step 2')
assert says(3, 'step 4/4')

def drawn = { folder ->
  def pictures = new File(basedir, "target/$folder").listFiles().findAll { it.name ==~ /sample-\d+\.png/ }
  assert pictures.size() == 4
  pictures.sort { it.name }.collect { ImageIO.read(it) }
}
def torch = drawn('torch')
def nd4j = drawn('nd4j')

// The same noise and weights give the same pictures, up to rounding.
def largest = 0
torch.eachWithIndex { picture, i ->
  (0..<16).each { y ->
    (0..<16).each { x ->
      [16, 8, 0].each { shift ->
        def difference = (picture.getRGB(x, y) >> shift & 255) - (nd4j[i].getRGB(x, y) >> shift & 255)
        largest = Math.max(largest, Math.abs(difference))
      }
    }
  }
}
assert largest <= 2

// The recipe's engine, which a worker without one was asked for.
assert says(6, 'Resuming after step 2')
assert says(6, 'step 4/4')
assert new File(basedir, 'target/diffusion/default-cli-engine/result.json').isFile()
def model = new JsonSlurper().parse(new File(basedir, 'target/diffusion/model/model.json'))
assert model.engine.startsWith('torch')

// Never both engines in one process.
def classPath = { build -> new File(basedir, "target/diffusion/$build/worker.args").text }
def trained = classPath('default-cli-train')
assert trained.contains('pytorch')
assert !trained.contains('org/nd4j')
assert !trained.contains('javacpp-1.5.7')
assert !trained.contains('platform.extension')

(7..9).each { assert !says(it, 'Downloading') }
assert says(7, "'jax'; write nd4j, torch or auto")
assert says(8, 'device cpu in precision float32, and not on cuda in float32')
assert says(9, 'there it has cpu, cuda')
