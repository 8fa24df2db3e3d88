// The one way to the server.
import { language } from './i18n.js';
import { session } from './session.js';

const BASE = 'api/v1';
const TIMEOUT_MILLIS = 30_000;

/** A request that was not answered as asked, as the server's problem+json tells it. */
export class Refused extends Error {
  constructor(status, problem, retryAfter) {
    super(problem.detail ?? problem.title ?? String(status));
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  /** The kind of problem: the last part of its type. */
  get kind() {
    return this.status === 0 ? 'offline' : (this.problem.type ?? '').split('/').pop() || String(this.status);
  }
}

/** What the server says of a field; it speaks English. */
export class Told {
  constructor(text) {
    this.text = text;
  }
}

/** What a problem says of single fields: its list of errors, or the `field: ...` that its line begins with. */
export const fieldErrors = (refused, fields) => {
  const found = {};
  for (const error of refused?.problem?.errors ?? []) {
    // The contract points at what is in the body: /name.
    found[error.field.replace(/^\/(?=[^/]+$)/, '')] ??= new Told(error.message);
  }
  const [, named] = /^([\w-]+): /.exec(refused?.message ?? '') ?? [];
  const plain = named?.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
  if (plain && fields.includes(plain) && !(plain in found)) {
    found[plain] = new Told(refused.message);
  }
  return found;
};

/** What is asked for: what is empty is left out, lists are joined by commas. */
const said = (query = {}) =>
  Object.fromEntries(
    Object.entries(query)
      .map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value])
      .filter(([, value]) => value !== undefined && value !== null && value !== '' && value !== false),
  );

/** A path with parameters. */
export const withQuery = (path, query) => {
  const text = new URLSearchParams(said(query)).toString();
  return text ? `${path}?${text}` : path;
};

/** The address of something to be downloaded by a link. */
export const address = (path, query) => BASE + withQuery(path, query);

/** A list, whether it came alone or as a page. */
export const items = (answer) => (Array.isArray(answer) ? answer : (answer?.items ?? []));

const unanswered = new Map();

/** One key for one act: the same when it is repeated because no answer came, else a new one. */
export const actKey = (act) => {
  if (!unanswered.has(act)) {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    unanswered.set(act, Array.from(bytes, (each) => each.toString(16).padStart(2, '0')).join(''));
  }
  return unanswered.get(act);
};

const parse = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
};

const judge = (status, text, retryAfter) => {
  if (status >= 200 && status < 300) {
    return text === '' ? undefined : parse(text);
  }
  if (status === 401) {
    session.ended();
  }
  throw new Refused(status, parse(text), retryAfter);
};

const offline = (cause) => new Refused(0, { title: 'offline', detail: cause.name === 'TimeoutError' ? 'timeout' : '' });

const textOf = async (answer) => judge(answer.status, await answer.text(), answer.headers.get('Retry-After'));
const fileOf = (answer) => (answer.ok ? answer.blob() : textOf(answer));

const send = async (method, path, { body, headers = {}, signal, asks = method === 'GET', read = textOf } = {}) => {
  const act = `${method} ${path} ${body ?? ''}`;
  const writes = method !== 'GET';
  if (writes && session.csrf) headers['X-CSRF-Token'] = session.csrf;
  if (method === 'POST' && !asks) headers['Idempotency-Key'] = actKey(act);
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const timeout = AbortSignal.timeout(TIMEOUT_MILLIS);
  let answer;
  try {
    answer = await fetch(BASE + path, {
      method,
      headers: { Accept: 'application/json', 'Accept-Language': language.code, ...headers },
      body,
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
  } catch (e) {
    if (signal?.aborted) throw e;
    throw offline(e);
  }
  unanswered.delete(act);
  const value = await read(answer);
  return { value, etag: answer.headers.get('ETag'), location: answer.headers.get('Location') };
};

const json = (value) => (value === undefined ? undefined : JSON.stringify(value));

export const api = {
  get: async (path, query, signal) => (await send('GET', withQuery(path, query), { signal })).value,
  /** Asks for what stands in a body: addresses are kept in logs, where no number belongs. */
  ask: async (path, query, signal) => (await send('POST', path, { body: json(said(query)), signal, asks: true })).value,
  /** A list by what is sought in it, be it a number. */
  search: (path, query, signal) => (query.number ? api.ask(`${path}/search`, query, signal) : api.get(path, query, signal)),
  /** Something with the version by which it may be changed. */
  read: (path) => send('GET', path),
  /** @param etag the version that is meant, where that matters */
  post: async (path, value, etag) =>
    (await send('POST', path, { body: json(value), headers: etag ? { 'If-Match': etag } : {} })).value,
  /** @param etag the version that is changed; none: it must not be there yet */
  put: async (path, value, etag) =>
    (await send('PUT', path, { body: json(value), headers: etag ? { 'If-Match': etag } : { 'If-None-Match': '*' } })).value,
  /** Replaces what has no version. */
  replace: async (path, value) => (await send('PUT', path, { body: json(value) })).value,
  remove: async (path, etag) => (await send('DELETE', path, { headers: etag ? { 'If-Match': etag } : {} })).value,
};

const TYPES = ['text/csv', 'text/plain', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'];

/** A type that the server takes: what a browser says of a file depends on the machine. */
export const typeOf = (file) => (TYPES.includes(file.type) ? file.type : 'application/octet-stream');

/** Sends a file and tells how far it has come, 0 to 1; fetch cannot. */
export const upload = (path, file, progress) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', BASE + path);
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Content-Type', typeOf(file));
    request.setRequestHeader('Idempotency-Key', actKey(`${path} ${file.name} ${file.size} ${Date.now()}`));
    if (session.csrf) request.setRequestHeader('X-CSRF-Token', session.csrf);
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onerror = () => reject(offline({ name: 'NetworkError' }));
    request.onload = () => {
      try {
        resolve(judge(request.status, request.responseText, request.getResponseHeader('Retry-After')));
      } catch (e) {
        reject(e);
      }
    };
    request.send(file);
  });

/** Saves a file that is asked for by what stands in a body. */
export const save = async (path, query, name) => {
  const { value } = await send('POST', path, { body: json(said(query)), headers: { Accept: '*/*' }, asks: true, read: fileOf });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(value);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
};
