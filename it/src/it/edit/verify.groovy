import groovy.json.JsonSlurper
import javax.imageio.ImageIO

def builds = new File(basedir, 'build.log').text.split('Building edit')
def says = { build, text -> builds[build].contains(text) }
assert builds.length - 1 == 4

def manifest = { way -> new JsonSlurper().parse(new File(basedir, "target/${way}/samples.json")) }
def pictures = { way ->
  new File(basedir, "target/${way}").listFiles().findAll { it.name ==~ /sample-\d+\.png/ }.sort().collect { ImageIO.read(it) }
}

assert manifest('anew').edit == 'image-to-image'
assert manifest('anew').strength == 0.5
assert pictures('anew').size() == 3

// What the mask leaves is the same to the last bit, and the rest is not.
assert manifest('part').edit == 'inpaint'
assert pictures('part').size() == 2
pictures('part').each { picture ->
  (8..<16).each { y -> (0..<16).each { x -> assert picture.getRGB(x, y) == 0xff3c3c3c as int } }
  assert (0..<8).any { y -> (0..<16).any { x -> picture.getRGB(x, y) != 0xff3c3c3c as int } }
}

assert manifest('between').edit == 'interpolate'
assert pictures('between').size() == 5
assert manifest('between').picture != manifest('between').to
assert says(1, new File(basedir, 'target/between/grid.png').path)

assert says(2, 'only one of --mask, --to and --encode can be given; run the command once for each')
assert says(3, '--resamplings is 5, but has no effect here; leave it out, or add --mask')
assert says(4, new File(basedir, 'no.png').path + ', but there is no such file')
(2..4).each { assert !(builds[it] =~ /(?m)^\s+at [a-z]+\./).find() }
assert !new File(basedir, 'target/diffusion/edits').exists()
