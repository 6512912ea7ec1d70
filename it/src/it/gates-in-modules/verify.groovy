def log = new File(basedir, 'build.log').text
def failures = { module ->
  def file = new File(basedir, "${module}/target/diffusion/evaluation/TEST-diffusion.xml")
  new groovy.xml.XmlSlurper().parse(file).@failures.toString()
}

assert failures('one') == '0'
assert failures('two') == '1'
assert log.contains('replication: PASS, 0 of 320')
assert log.contains('replication: FAIL, 32 of 320')
assert !new File(basedir, 'target/diffusion').exists()
assert !log.contains('not marked @threadSafe')
