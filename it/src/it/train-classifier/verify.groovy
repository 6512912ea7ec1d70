import groovy.json.JsonSlurper

def builds = new File(basedir, 'build.log').text.split('Building train-classifier')
def says = { build, text -> builds[build].contains(text) }
assert builds.length - 1 == 3

def output = new File(basedir, 'target/diffusion')
def classifier = new JsonSlurper().parse(new File(output, 'classifier/classifier.json'))
assert classifier.step == 3
assert !classifier.accuracies.isEmpty()
assert new File(output, 'classifier/classifier.safetensors').isFile()
assert says(1, 'Trained 3 steps')

// Of what guided, the samples name the digest.
assert new File(output, 'samples/samples.json').text.contains(classifier.weightsDigest)
assert new File(output, 'samples').list().count { it ==~ /sample-\d+\.png/ } == 4

assert says(2, '--classifier-scale is 5.0, but no classifier is named; add --classifier')
assert says(3, new File(basedir, 'nowhere').path)
assert (2..3).every { !(builds[it] =~ /(?m)^\s+at [a-z]+\./).find() }
