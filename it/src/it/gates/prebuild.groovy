// Pictures of noise, so that what copies what is known: IDX files, each picture 16x16.
def noise = { long seed, int count ->
  def random = new SplittableRandom(seed)
  (0..<count).collect {
    def picture = new byte[256]
    (0..<256).each { picture[it] = (byte) random.nextInt(256) }
    picture
  }
}
def write = { String name, List pictures ->
  new File(basedir, name).withDataOutputStream { out ->
    [0x803, pictures.size(), 16, 16].each { out.writeInt(it) }
    pictures.each { out.write(it) }
  }
}
def train = noise(1, 200)
def drawn = noise(2, 1000)
write('train.idx', train)
write('held-out.idx', noise(3, 400))
write('none.idx', drawn)
write('one-percent.idx', train[0..<10] + drawn[10..<1000])
write('five-percent.idx', train[0..<50] + drawn[50..<1000])
write('eight-percent.idx', train[0..<80] + drawn[80..<1000])
write('few.idx', drawn[0..<50])

def cut = new File(basedir, 'cut')
cut.mkdirs()
new File(cut, 'report.json').text = '{"format": "diffusion4j-evaluation-1", "channels": 1, "diag'
return true
