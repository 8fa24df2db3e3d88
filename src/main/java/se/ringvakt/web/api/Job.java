package se.ringvakt.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.ringvakt.web.Problem;

/// A long reading of an uploaded file, from its upload until what came of it is erased.
/// Thread-safe.
final class Job {
    /// What is done with the file. The name in lower case is what the API calls it.
    enum Kind {
        WASH,
        REWASH,
        PREVIEW,
        IMPORT
    }

    /// How far it has come.
    enum State {
        WAITING,
        RUNNING,
        DONE,
        FAILED
    }

    /// Why a job has failed.
    ///
    /// @param kind as if the upload had been refused so
    /// @param detail in one line
    record Failure(Problem.Kind kind, String detail) {}

    /// What is on record of a job.
    ///
    /// @param id 32 hex digits that nobody can guess
    /// @param owner who uploaded the file, as the audit log names them
    /// @param name the file's, as people know it; only ever shown
    /// @param bytes of the upload
    /// @param ended when it was done or had failed
    /// @param result what it found out, once done
    record Facts(
            String id,
            Kind kind,
            String owner,
            String name,
            long bytes,
            Instant made,
            State state,
            Optional<Instant> ended,
            Optional<JsonNode> result,
            Optional<Failure> failure) {

        static Facts waiting(
                String id, Kind kind, String owner, String name, long bytes, Instant made) {
            return new Facts(
                    id,
                    kind,
                    owner,
                    name,
                    bytes,
                    made,
                    State.WAITING,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        Facts running() {
            return with(State.RUNNING, Optional.empty(), Optional.empty(), Optional.empty());
        }

        Facts done(JsonNode found, Instant at) {
            return with(State.DONE, Optional.of(at), Optional.of(found), Optional.empty());
        }

        Facts failed(Failure why, Instant at) {
            return with(State.FAILED, Optional.of(at), Optional.empty(), Optional.of(why));
        }

        boolean over() {
            return state == State.DONE || state == State.FAILED;
        }

        private Facts with(
                State next, Optional<Instant> at, Optional<JsonNode> found, Optional<Failure> why) {
            return new Facts(id, kind, owner, name, bytes, made, next, at, found, why);
        }
    }

    /// How much of the file has been read.
    record Reached(long readBytes, long totalBytes, long rows) {}

    private final Path folder;
    private Facts facts;
    private Reached reached;
    private boolean cancelled;

    /// Who works on it and may be interrupted.
    private @Nullable Thread worker;

    Job(Path folder, Facts facts) {
        this.folder = folder;
        this.facts = facts;
        this.reached = new Reached(0, facts.bytes(), 0);
    }

    /// Its files' folder, its own.
    Path folder() {
        return folder;
    }

    /// One of its files.
    Path file(String role) {
        return folder.resolve(role);
    }

    synchronized Facts facts() {
        return facts;
    }

    synchronized void change(Facts now) {
        facts = now;
    }

    synchronized Reached reached() {
        return reached;
    }

    synchronized void reach(Reached now) {
        reached = now;
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    /// Begins on this thread; false: it was cancelled.
    synchronized boolean begin() {
        if (cancelled) {
            return false;
        }
        worker = Thread.currentThread();
        facts = facts.running();
        return true;
    }

    /// From now on nobody interrupts this thread on the job's behalf: it is about to put something
    /// on record.
    ///
    /// @return false: it was cancelled before
    synchronized boolean settle() {
        worker = null;
        boolean interrupted = Thread.interrupted();
        return !interrupted && !cancelled;
    }

    /// Nobody wants it any more.
    ///
    /// @return whether a thread is at it, which then erases it
    synchronized boolean cancel() {
        cancelled = true;
        if (worker != null) {
            worker.interrupt();
        }
        return facts.state() == State.RUNNING;
    }
}
