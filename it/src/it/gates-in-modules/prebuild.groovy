// Pictures of noise as IDX files, each 16x16; the second module's copy.
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
def train = noise(1, 60)
def drawn = noise(2, 320)
write('train.idx', train)
write('held-out.idx', noise(3, 120))
write('one/drawn.idx', drawn)
write('two/drawn.idx', train[0..<32] + drawn[32..<320])
return true
