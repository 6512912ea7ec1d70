def pictures = evaluate(new File(basedir, '../../../src/noise.groovy'))
def train = pictures.noise(1, 200)
def drawn = pictures.noise(2, 1000)
pictures.idx(new File(basedir, 'train.idx'), train)
pictures.idx(new File(basedir, 'held-out.idx'), pictures.noise(3, 400))
pictures.idx(new File(basedir, 'none.idx'), drawn)
pictures.idx(new File(basedir, 'one-percent.idx'), train[0..<10] + drawn[10..<1000])
pictures.idx(new File(basedir, 'five-percent.idx'), train[0..<50] + drawn[50..<1000])
pictures.idx(new File(basedir, 'eight-percent.idx'), train[0..<80] + drawn[80..<1000])
pictures.idx(new File(basedir, 'few.idx'), drawn[0..<50])

def cut = new File(basedir, 'cut')
cut.mkdirs()
new File(cut, 'report.json').text = '{"format": "diffusion4j-evaluation-1", "channels": 1, "diag'
return true
