// One log holds all three builds.
def builds = new File(basedir, 'build.log').text.split('Building up-to-date')
def says = { build, text -> builds[build].contains(text) }
assert builds.length - 1 == 3

assert says(1, 'step 4/4')
assert !says(1, 'Model is up to date')

assert says(2, 'Model is up to date')
assert !says(2, 'step ')

assert says(3, 'step 4/4')
