// A file that is sent and worked on, with how far that has come.
import { html } from '../lit.js';
import { api, Refused, upload, withQuery } from '../api.js';
import { t } from '../i18n.js';
import { percent } from '../format.js';
import { follow, progressOf } from '../job.js';
import { notice, problem } from './parts.js';

export class Work {
  /** @param path where files are sent, unless that is elsewhere, and jobs asked for, such as /washes */
  constructor(host, path) {
    this.host = host;
    this.path = path;
  }

  get busy() {
    return this.state === 'sending' || this.state === 'working';
  }

  /** @param begun called when the file has been sent */
  async run(file, query, sendTo = this.path, begun = () => {}) {
    this.ended = new AbortController();
    this.tell({ state: 'sending', sent: 0, refused: undefined, job: undefined });
    try {
      const { id } = await upload(withQuery(sendTo, query), file, (sent) => this.tell({ sent }));
      this.tell({ state: 'working', id });
      begun();
      const job = await follow(`${this.path}/${encodeURIComponent(id)}`, (told) => this.tell({ job: told }), this.ended.signal);
      this.tell({ state: job.state, job });
    } catch (e) {
      if (this.ended.signal.aborted) return;
      if (!(e instanceof Refused)) console.error(e);
      this.tell({ state: 'refused', refused: e });
    }
  }

  /** Calls it off, and has whatever came of it erased. */
  async cancel() {
    this.ended.abort();
    try {
      await api.remove(`${this.path}/${encodeURIComponent(this.id)}`);
      this.tell({ state: 'cancelled' });
    } catch (e) {
      this.tell({ state: 'refused', refused: e });
    }
  }

  stop() {
    this.ended?.abort();
  }

  tell(changes) {
    Object.assign(this, changes);
    this.host.requestUpdate();
  }

  /** @param done the template of a job that has been done */
  show(done) {
    switch (this.state) {
      case 'sending':
        return meter(t('job.sending'), this.sent);
      case 'working':
        return html`${meter(t(this.job?.state === 'waiting' ? 'job.waiting' : 'job.working'), this.job && progressOf(this.job))}
          <p><button type="button" class="button small" @click=${() => this.cancel()}>${t('jobs.cancel')}</button></p>`;
      case 'cancelled':
        return notice(t('job.cancelled'));
      case 'refused':
        return problem(this.refused);
      case 'failed':
        return problem(new Refused(this.job.problem?.status ?? 500, this.job.problem ?? {}));
      case 'done':
        return done(this.job);
      default:
        return '';
    }
  }
}

const meter = (text, part) => html`
  <div class="progress" role="status">
    <p>${text} ${part === undefined ? '' : percent(part, 0)}</p>
    <progress max="1" .value=${part ?? 0} aria-label=${text}></progress>
  </div>
`;
