// Folders of PNG files; a tenth of those in the last one are copies.
def pictures = evaluate(new File(basedir, '../../../src/noise.groovy'))
def train = pictures.noise(1, 60)
def drawn = pictures.noise(3, 320)
pictures.png(new File(basedir, 'photos'), train)
pictures.png(new File(basedir, 'held-out'), pictures.noise(2, 120))
pictures.png(new File(basedir, 'new'), drawn)
pictures.png(new File(basedir, 'copied'), train[0..<32] + drawn[32..<320])
return true
