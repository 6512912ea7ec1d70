import java.awt.image.BufferedImage
import javax.imageio.ImageIO

// Pictures of noise for the builds, 16x16, so that only what copies is alike.
def noise = { long seed, int count ->
  def random = new SplittableRandom(seed)
  (0..<count).collect {
    def picture = new byte[256]
    (0..<256).each { picture[it] = (byte) random.nextInt(256) }
    picture
  }
}
def idx = { File file, List pictures ->
  file.withDataOutputStream { out ->
    [0x803, pictures.size(), 16, 16].each { out.writeInt(it) }
    pictures.each { out.write(it) }
  }
}
def png = { File folder, List pictures ->
  folder.mkdirs()
  pictures.eachWithIndex { bytes, number ->
    def picture = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY)
    picture.raster.setDataElements(0, 0, 16, 16, bytes)
    ImageIO.write(picture, 'png', new File(folder, String.format('%04d.png', number)))
  }
}
return [noise: noise, idx: idx, png: png]
