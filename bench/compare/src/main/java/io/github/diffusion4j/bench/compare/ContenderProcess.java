package io.github.diffusion4j.bench.compare;

import io.github.diffusion4j.bench.Answer;
import io.github.diffusion4j.bench.Wire;
import io.github.diffusion4j.bench.Work;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The comparison's side of the protocol of {@link Answer}. Not thread-safe. */
final class ContenderProcess implements AutoCloseable {
  private final Launch launch;
  private final Path log;
  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter commands;

  /**
   * Starts a contender on a work; it sets itself up meanwhile.
   *
   * @param logs folder for what it prints to standard error
   */
  ContenderProcess(Launch launch, Work work, Path logs) throws IOException {
    this.launch = launch;
    Files.createDirectories(logs);
    log = logs.resolve(work.name() + "-" + launch.contender() + ".log");
    List<String> command = new ArrayList<>(launch.command());
    command.add(Wire.line(work));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    launch.applyTo(builder.environment());
    process = builder.start();
    answers = process.inputReader(StandardCharsets.UTF_8);
    commands = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** Returns the contender's name. */
  String contender() {
    return launch.contender();
  }

  /** Waits for its first answer. */
  Answer opening() throws IOException {
    Answer answer = read();
    if (answer instanceof Answer.Ready || answer instanceof Answer.Absent) {
      return answer;
    }
    throw failure("said " + answer + " before it was asked");
  }

  /** Lets it do the work so many times and returns the milliseconds of each. */
  List<Double> run(int repetitions) throws IOException {
    tell("run " + repetitions);
    Answer answer = read();
    if (answer instanceof Answer.Times times && times.milliseconds().size() == repetitions) {
      return times.milliseconds();
    }
    throw failure("was told to run " + repetitions + " times and said " + answer);
  }

  /** Lets it end. */
  Answer.Done end() throws IOException {
    tell("end");
    Answer answer = read();
    if (answer instanceof Answer.Done done) {
      return done;
    }
    throw failure("was told to end and said " + answer);
  }

  private void tell(String command) throws IOException {
    try {
      commands.write(command + "\n");
      commands.flush();
    } catch (IOException gone) {
      throw failure("ended before it was told '" + command + "'");
    }
  }

  private Answer read() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw failure("ended without an answer");
    }
    try {
      return Wire.answer(line);
    } catch (IllegalArgumentException noAnswer) {
      throw failure("said '" + line + "', which is no answer");
    }
  }

  private ContenderException failure(String what) {
    return new ContenderException(
        launch.contender() + " " + what + "; what it printed is in " + log);
  }

  /** Ends the process if it still runs. */
  @Override
  public void close() {
    try {
      commands.close();
    } catch (IOException gone) {
      // It ended by itself: nothing to tell.
    }
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
