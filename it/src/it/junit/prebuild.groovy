import java.awt.image.BufferedImage
import javax.imageio.ImageIO

// Folders of PNG files: pictures of noise, and a tenth of the last ones copied.
def draw = { String folder, long seed, int count ->
  def random = new SplittableRandom(seed)
  def target = new File(basedir, folder)
  target.mkdirs()
  (0..<count).each { number ->
    def picture = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY)
    (0..<256).each { picture.raster.setSample(it % 16, it.intdiv(16), 0, random.nextInt(256)) }
    ImageIO.write(picture, 'png', new File(target, String.format('%04d.png', number)))
  }
}
draw('photos', 1, 60)
draw('held-out', 2, 120)
draw('new', 3, 320)
draw('copied', 3, 320)
(0..<32).each { number ->
  def name = String.format('%04d.png', number)
  new File(basedir, "copied/${name}").bytes = new File(basedir, "photos/${name}").bytes
}
return true
