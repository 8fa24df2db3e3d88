// Work that the server does behind our back: asks how far it has come until it has ended.
import { api } from './api.js';

const ASKED_EACH_MILLIS = 700;
export const ENDED = ['done', 'failed'];

/** How much is done, 0 to 1; unknown while nobody knows how much there is. */
export const progressOf = ({ readBytes, totalBytes, state }) =>
  state === 'done' ? 1 : totalBytes > 0 ? Math.min(1, (readBytes ?? 0) / totalBytes) : undefined;

/**
 * Follows a job.
 *
 * @param told called with each answer
 * @param signal ends it
 */
export const follow = async (path, told, signal) => {
  for (;;) {
    const job = await api.get(path, {}, signal);
    told(job);
    if (ENDED.includes(job.state)) return job;
    await new Promise((resolve) => setTimeout(resolve, ASKED_EACH_MILLIS));
    signal.throwIfAborted();
  }
};
