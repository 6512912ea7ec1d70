import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').text
assert log.contains('Tests run: 2, Failures: 1, Errors: 0, Skipped: 0')

def suite = new groovy.xml.XmlSlurper().parse(new File(basedir, 'target/surefire-reports/TEST-NoiseTest.xml'))
def test = { name -> suite.testcase.find { it.@name.text().startsWith(name) } }
assert test('newPicturesPass').failure.isEmpty()
def failure = test('copiesFail').failure.text()
assert failure.contains('FAIL: 32 of 320 generated pictures count as copies: the rate is at least 7.37 %, the limit 1.00 %, and at most 2.47 % can be false alarms')
assert failure.contains('generated: 320 pictures of copied')
assert failure.contains('the most similar of 32 pairs:')

// Either way the evidence is beside the build, and says the same.
def evidence = { method -> new File(basedir, "target/diffusion-eval/NoiseTest/${method}") }
def verdict = { method -> new JsonSlurper().parse(new File(evidence(method), 'report.json')).replication.verdict }
assert verdict('newPicturesPass') == 'PASS'
assert verdict('copiesFail') == 'FAIL'
assert new File(evidence('copiesFail'), 'report.html').text.contains('data:image/png;base64,')
