// Waits for the first checkpoint and then kills the worker as a power cut would.
def model = new File(basedir, 'target/diffusion/model')

def checkpointed = {
  def found = false
  if (model.isDirectory()) {
    model.eachFileRecurse {
      found |= it.name.endsWith('.safetensors') && it.path.contains('checkpoint')
    }
  }
  return found
}
def worker = {
  ProcessHandle.allProcesses()
      .filter { it.info().arguments().map { it.any { it == model.path } }.orElse(false) }
      .findFirst()
}
Thread.startDaemon('kill-worker') {
  def killed = false
  def deadline = System.currentTimeMillis() + 120_000
  while (!killed && System.currentTimeMillis() < deadline) {
    try {
      if (checkpointed()) {
        killed = worker().map { it.destroyForcibly() }.orElse(false)
      }
    } catch (FileNotFoundException movedMeanwhile) {
      // The trainer renames and deletes files as we look.
    }
    sleep(20)
  }
}
return true
