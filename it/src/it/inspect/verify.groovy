import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').text
def output = new File(basedir, 'target/diffusion')
def page = new File(output, 'inspect.html')
def report = new File(output, 'inspect.json')

// The findings are in the log, and where to see more.
assert log.contains('Fit to train on once you have looked at')
assert log.contains('1 picture is there again, pixel by pixel')
assert log.contains('1 of 6 files cannot be read')
assert log.contains('5 pictures are smaller than 64x64')
assert log.contains(page.path)
assert log.contains(report.path)

def found = new JsonSlurper().parse(report)
assert !found.fit
assert found.contents.pictures == 5
assert found.duplicates.exact*.pictures*.name == [['bright/0.png', 'dark/copy.png']]

def html = page.text
assert html.contains("default-src 'none'")
assert html.contains('data:image/png;base64,')
assert html.contains('broken &lt;b&gt;.png')
assert !html.contains('<b>.png')
