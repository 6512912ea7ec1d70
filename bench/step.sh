#!/usr/bin/env bash
# Times training steps of a U-Net here and, where PyTorch is installed, there: in turns, twice.
#   bench/step.sh reference    6.9 million parameters, 32x32x3, batch 32 (docs/adr/0001)
#   bench/step.sh small        1.2 million parameters, 32x32x1, batch 64 (docs/results/fashion-mnist.md)
# PyTorch: python3-torch and libopenblas0-pthread of Debian; PYTHON names another interpreter.
set -euo pipefail
cd "$(dirname "$0")/.."
case "${1:-reference}" in
  # batch, size, channels, base channels, blocks, attention at, head channels, classes, steps
  reference) network=(32 32 3 64 2 16 32 0 9) ;;
  small) network=(64 32 1 32 1 8 32 10 18) ;;
  *) echo "unknown network '$1': reference or small" >&2; exit 3 ;;
esac
extension=-onednn
mvn -q -B -pl diffusion-core -DskipTests -Dspotless.check.skip test-compile dependency:build-classpath \
  -Dmdep.outputFile=target/bench-classpath -Dmdep.includeScope=test
classpath="diffusion-core/target/classes:$(cat diffusion-core/target/bench-classpath)"
cores=$(nproc)
ours() {
  # The worker's own environment; see WorkerEnvironment.
  OMP_NUM_THREADS=$cores GOMP_SPINCOUNT=5000 GLIBC_TUNABLES=glibc.malloc.hugetlb=1 \
  MALLOC_MMAP_THRESHOLD_=33554432 MALLOC_TRIM_THRESHOLD_=8589934592 MALLOC_TOP_PAD_=67108864 \
    java -XX:+UseParallelGC "-Dorg.bytedeco.javacpp.platform.extension=$extension" \
    -cp "$classpath" bench/TrainingStep.java "${network[@]}" 2>&1 | grep '^diffusion4j'
}
theirs() {
  OMP_NUM_THREADS=$cores OPENBLAS_NUM_THREADS=1 "$python" bench/training_step.py "${network[@]}"
}
python=${PYTHON:-/usr/bin/python3}
for _ in 1 2; do
  ours
  if "$python" -c 'import torch' 2>/dev/null; then theirs; else echo "pytorch: not installed"; fi
done
