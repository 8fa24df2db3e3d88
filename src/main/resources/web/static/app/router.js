// Pages by what stands after the # in the address, which never reaches the server or its logs.

/** The name of the page and what follows it: `#/campaigns/el-fast` is campaigns, [el-fast]. */
export const parse = (hash) => {
  const [page = '', ...rest] = hash.replace(/^#?\/?/, '').split('/').filter((part) => part !== '');
  return { page, rest: rest.map(decode) };
};

const decode = (part) => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

export const to = (page, ...rest) => `#/${[page, ...rest.map(encodeURIComponent)].join('/')}`;

/** Goes there. What is handed over stays out of the address: a number is nobody's business. */
export const go = (page, rest = [], handed) => {
  handover = handed;
  const hash = to(page, ...rest);
  if (location.hash === hash) {
    dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    location.hash = hash;
  }
};

let handover;

/** What was handed over, once. */
export const handed = () => {
  const value = handover;
  handover = undefined;
  return value;
};
