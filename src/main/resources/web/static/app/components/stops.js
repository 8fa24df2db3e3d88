// Stopping and resuming, of one campaign or of all.
import { api } from '../api.js';
import { t } from '../i18n.js';
import { reasonField } from './ask.js';

/** @param campaign none: everything */
export const askStop = (campaign, done = () => {}) => ({
  title: campaign ? t('stop.titleOne', { id: campaign }) : t('stop.titleAll'),
  text: campaign ? t('stop.textOne') : t('stop.textAll'),
  fields: [reasonField()],
  confirm: t('stop.confirm'),
  danger: true,
  run: async ({ reason }) => {
    await api.post('/stops', { campaign, reason });
    done();
  },
});

export const askResume = (campaign, done = () => {}) => ({
  title: campaign ? t('stop.resumeTitleOne', { id: campaign }) : t('stop.resumeTitleAll'),
  text: t('stop.resumeText'),
  fields: [reasonField()],
  confirm: t('stop.resume'),
  run: async ({ reason }) => {
    await api.post('/stops/resume', { campaign, reason });
    done();
  },
});
