// What there is to choose from.
import { api, items } from '../api.js';
import { Loader } from './loader.js';

/** The campaigns and principals that there are: {campaigns, principals}, each [{id, name}]. */
export const known = (host) =>
  new Loader(host, async (signal) => {
    const [campaigns, principals] = await Promise.all(['/campaigns', '/principals'].map(async (path) => items(await api.get(path, {}, signal))));
    return { campaigns: campaigns.map(({ id }) => ({ id })), principals: principals.map(({ id, name }) => ({ id, name })) };
  });
