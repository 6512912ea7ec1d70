import java.awt.Color
import java.awt.image.BufferedImage
import javax.imageio.ImageIO

// Flat pictures, and a mask that is white in its upper half.
def draw = { String name, int upper, int lower ->
  def picture = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB)
  def graphics = picture.createGraphics()
  graphics.color = new Color(upper, upper, upper)
  graphics.fillRect(0, 0, 16, 8)
  graphics.color = new Color(lower, lower, lower)
  graphics.fillRect(0, 8, 16, 8)
  graphics.dispose()
  ImageIO.write(picture, 'png', new File(basedir, name))
}
draw('picture.png', 60, 60)
draw('other.png', 200, 200)
draw('mask.png', 255, 0)
return true
