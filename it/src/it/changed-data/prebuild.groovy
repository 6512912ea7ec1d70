import java.awt.Color
import java.awt.image.BufferedImage
import javax.imageio.ImageIO

def draw = { File file, Color color ->
  file.parentFile.mkdirs()
  def picture = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB)
  def graphics = picture.createGraphics()
  graphics.color = color
  graphics.fillRect(4, 4, 8, 8)
  graphics.dispose()
  ImageIO.write(picture, 'png', file)
}
(0..<4).each {
  draw(new File(basedir, "pictures/bright/${it}.png"), new Color(255, 200 + it, 90))
  draw(new File(basedir, "pictures/dark/${it}.png"), new Color(20, 10 + it, 60))
}
(4..<7).each { draw(new File(basedir, "more/${it}.png"), new Color(255, 200 + it, 90)) }
return true
