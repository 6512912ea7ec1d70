import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').text
def says = { text -> log.contains(text) }

assert says('replication: PASS, 0 of 320 generated pictures')
assert says('replication: FAIL, 32 of 320 generated pictures')
assert says('Most similar: generated picture')
assert !new File(basedir, 'target').exists()

// Each finding points at the training picture's own file.
def sarif = new JsonSlurper().parse(new File(basedir, 'diffusion/evaluation/report.sarif'))
def copies = sarif.runs[0].results.findAll { it.ruleId == 'copy' }
assert copies.size() == 32
copies.each {
  def uri = it.locations[0].physicalLocation.artifactLocation.uri
  assert uri ==~ /photos\/\d{4}\.png/
  assert new File(basedir, uri).isFile()
}
assert copies.collect { it.partialFingerprints }.toSet().size() == 32
