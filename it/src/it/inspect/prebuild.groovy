import java.awt.Color
import java.awt.image.BufferedImage
import javax.imageio.ImageIO

def draw = { String name, int x ->
  def file = new File(basedir, "pictures/${name}")
  file.parentFile.mkdirs()
  def picture = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB)
  def graphics = picture.createGraphics()
  graphics.color = new Color(255, 200, 90)
  graphics.fillRect(x, 4, 8, 20)
  graphics.dispose()
  ImageIO.write(picture, 'png', file)
}
(0..<4).each { draw("bright/${it}.png", 3 * it) }
draw('dark/copy.png', 0)
new File(basedir, 'pictures/dark/broken <b>.png').text = 'no picture'
return true
