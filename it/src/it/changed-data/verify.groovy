def builds = new File(basedir, 'build.log').text.split('Building changed-data')
def says = { build, text -> builds[build].contains(text) }
assert builds.length - 1 == 2

assert says(1, 'step 4/4')
assert says(2, 'Retraining: dataset changed (+3 -0 ~0 files)')
assert says(2, 'step 4/4')
