import java.awt.image.BufferedImage
import javax.imageio.ImageIO

// Pictures of sixteen tiles in greys, so many that two of them are hardly ever alike by chance.
def draw = { String folder, long seed, int count ->
  def random = new SplittableRandom(seed)
  def target = new File(basedir, folder)
  target.mkdirs()
  (0..<count).each { number ->
    def greys = (0..<16).collect { random.nextInt(256) }
    def picture = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY)
    (0..<256).each {
      def x = it % 16
      def y = it.intdiv(16)
      picture.raster.setSample(x, y, 0, greys[y.intdiv(4) * 4 + x.intdiv(4)])
    }
    ImageIO.write(picture, 'png', new File(target, String.format('%03d.png', number)))
  }
}
draw('few', 1, 4)
draw('held-out', 2, 200)
draw('many', 3, 300)
return true
