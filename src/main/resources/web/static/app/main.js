// Where it begins: who is logged in decides what is shown.
import './shell.js';
import { api } from './api.js';
import { session } from './session.js';

try {
  session.begun(await api.get('/session'));
} catch {
  session.ended();
}
