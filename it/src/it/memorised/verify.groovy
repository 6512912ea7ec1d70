import groovy.json.JsonSlurper

def builds = new File(basedir, 'build.log').text.split('Building memorised')
assert builds.length - 1 == 2

// No goal draws but evaluate: at first there are no pictures, then those of another model.
builds[1..2].each {
  assert it.contains('Drew 320 pictures')
  assert it.indexOf('Drew 320 pictures') > it.indexOf(':evaluate')
}

// How many of the pictures are copies depends on the host's rounding; the sentence is as ever.
def copies = builds[1] =~ /replication: FAIL, (\d+) of 320 generated pictures count as copies: the rate is at least (\d+\.\d\d) %, the limit 1\.00 %, and at most 1\.49 % can be false alarms/
assert copies.find()
assert copies.group(1).toInteger() > 10
assert builds[1].contains('FAILED, the gate is not met')
assert builds[1].contains('MojoFailureException')
assert builds[1].contains('Most similar: generated picture')

// The same network, trained as long on more pictures than it can learn by heart.
assert builds[2].contains('Retraining: dataset changed')
assert builds[2].contains('replication: PASS, 0 of 320 generated pictures count as copies: the rate is at most 0.9')
assert builds[2].contains('PASSED, the gate is met')
def report = new JsonSlurper().parse(new File(basedir, 'target/diffusion/evaluation/report.json'))
assert report.training.pictures == 300
assert report.generated.pictures == 320
