// The second module draws copies.
def pictures = evaluate(new File(basedir, '../../../src/noise.groovy'))
def train = pictures.noise(1, 60)
def drawn = pictures.noise(2, 320)
pictures.idx(new File(basedir, 'train.idx'), train)
pictures.idx(new File(basedir, 'held-out.idx'), pictures.noise(3, 120))
pictures.idx(new File(basedir, 'one/drawn.idx'), drawn)
pictures.idx(new File(basedir, 'two/drawn.idx'), train[0..<32] + drawn[32..<320])
return true
