import groovy.json.JsonSlurper

def builds = new File(basedir, 'build.log').text.split('Building gates')
def says = { build, text -> builds[build].contains(text) }
assert builds.length - 1 == 14

assert says(1, 'PASSED, the gate is met')
assert says(1, 'replication: PASS, 0 of 1,000 generated pictures count as copies: the rate is at most 0.')
assert says(2, 'replication: INCONCLUSIVE, 10 of 1,000 generated pictures count as copies: the rate may be 0.54 % to ')
assert says(3, 'replication: FAIL, 50 of 1,000 generated pictures count as copies: the rate is at least 3.92 %, the limit 1.00 %, and at most 0.75 % can be false alarms')
assert says(3, 'MojoFailureException')
assert says(4, 'FAILED, the gate is not met')
assert says(4, '[WARNING]   replication: FAIL, 50 of 1,000')
assert says(4, 'BUILD SUCCESS')
assert says(5, 'is stale')
assert says(6, 'there is no report')
assert says(7, 'cannot be read')
assert says(8, "CI is set to 'true'")
assert says(9, 'Accepted copies of 50 training pictures')
assert says(10, '50 more copy what the baseline accepts')
assert says(10, 'ratchet replication: PASS')
assert says(11, 'replication: FAIL, 30 of 1,000')
assert says(11, 'ratchet replication: FAIL, the rate of copies is at least 6.')
assert says(12, '3 of 4 gates are not met')
assert says(12, 'fd<=1000000: PASS')
assert says(12, 'but expected minimum is 2.00')
assert says(12, 'fid was not measured against held-out pictures')
assert says(13, 'INCONCLUSIVE')
assert says(13, 'there are no held-out pictures')
assert says(14, 'INCONCLUSIVE')
assert says(14, '50 independent pictures cannot show a rate of at most 1.00 %')

// Whoever reads them in place of the log reads the same.
def reports = new File(basedir, 'target/diffusion/evaluation')
def suite = new groovy.xml.XmlSlurper().parse(new File(reports, 'TEST-diffusion.xml'))
assert suite.@failures == 1
assert suite.testcase.failure.text().contains('cannot show a rate')
def sarif = new JsonSlurper().parse(new File(reports, 'report.sarif'))
assert sarif.version == '2.1.0'
assert new File(reports, 'summary.md').text.contains('FAILED')
assert new File(reports, 'report.html').isFile()
assert new JsonSlurper().parse(new File(basedir, 'diffusion-baseline.json')).accepted.size() == 50
