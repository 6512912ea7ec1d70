import groovy.json.JsonSlurper
import javax.imageio.ImageIO

// One log holds both builds.
def builds = new File(basedir, 'build.log').text.split('Building cascade')
def says = { build, text -> builds[build].contains(text) }
assert builds.length - 1 == 2

def model = new File(basedir, 'target/diffusion/model')
def samples = new File(basedir, 'target/diffusion/samples')
assert says(1, 'Stage 1 of 3: pictures of size 4')
assert says(1, 'Stage 3 of 3: pictures of size 16')
assert says(1, new File(model, 'training.html').path)
assert new JsonSlurper().parse(new File(model, 'model.json')).cascade*.size == [4, 8, 16]
[4, 8, 16].each {
  assert new File(model, "stage-$it/model.safetensors").isFile()
  assert new File(model, "stage-$it/training.html").isFile()
}

def pictures = samples.list().findAll { it ==~ /sample-\d+\.png/ }
assert pictures.size() == 4
pictures.each {
  assert ImageIO.read(new File(samples, it)).width == 16
}

assert says(2, 'Model is up to date')
assert !says(2, 'step ')
