// The pages, whom each is for, and where its code is; the code is loaded when a page is first opened.

/**
 * {name, icon, right, tag, load, under, personal}: right, none: everybody's; under, the page whose place in the
 * navigation it has; personal, it is found at the name of whoever is logged in.
 */
export const PAGES = [
  { name: 'now', icon: 'now', right: 'SEE', tag: 'rv-now', load: () => import('./pages/now.js') },
  { name: 'history', icon: 'history', right: 'SEE', tag: 'rv-history', load: () => import('./pages/history.js') },
  { name: 'decisions', under: 'history', right: 'SEE', tag: 'rv-decisions', load: () => import('./pages/decisions.js') },
  { name: 'number', icon: 'number', right: 'SEE', tag: 'rv-number-page', load: () => import('./pages/number.js') },
  { name: 'campaigns', icon: 'campaigns', right: 'SEE', tag: 'rv-campaigns', load: () => import('./pages/campaigns.js') },
  { name: 'campaign', under: 'campaigns', right: 'SEE', tag: 'rv-campaign', load: () => import('./pages/campaign.js') },
  { name: 'preview', under: 'campaigns', right: 'WASH', tag: 'rv-preview', load: () => import('./pages/preview.js') },
  { name: 'registers', icon: 'registers', right: 'SEE', tag: 'rv-registers', load: () => import('./pages/registers.js') },
  { name: 'wash', under: 'registers', right: 'WASH', tag: 'rv-wash', load: () => import('./pages/wash.js') },
  { name: 'jobs', under: 'registers', right: 'WASH', tag: 'rv-jobs', load: () => import('./pages/jobs.js') },
  { name: 'receipts', under: 'registers', right: 'SEE', tag: 'rv-receipts', load: () => import('./pages/receipts.js') },
  { name: 'breaches', icon: 'breaches', right: 'SEE', tag: 'rv-breaches', load: () => import('./pages/breaches.js') },
  { name: 'lists', icon: 'lists', right: 'SEE', tag: 'rv-lists', load: () => import('./pages/lists.js') },
  { name: 'users', icon: 'users', right: 'USERS', tag: 'rv-users', load: () => import('./pages/users.js') },
  { name: 'hooks', icon: 'hooks', right: 'HOOKS', tag: 'rv-hooks', load: () => import('./pages/hooks.js') },
  { name: 'audit', icon: 'audit', right: 'AUDIT', tag: 'rv-audit', load: () => import('./pages/audit.js') },
  { name: 'account', personal: true, tag: 'rv-account', load: () => import('./pages/account.js') },
];

export const allowed = (session) => PAGES.filter((page) => page.right === undefined || session.may(page.right));

/** The page of a name, or the first that they may see. */
export const find = (name, session) => {
  const mine = allowed(session);
  return mine.find((page) => page.name === name) ?? mine[0];
};
