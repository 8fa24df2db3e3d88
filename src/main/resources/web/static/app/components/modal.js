// Opens and closes a <dialog> as a template says; the browser keeps focus inside and gives it back.
import { Directive, directive } from '../lit.js';

class Modal extends Directive {
  render() {}

  update(part, [open]) {
    const dialog = part.element;
    if (open && !dialog.open) {
      // Not before it is on the page.
      queueMicrotask(() => dialog.isConnected && !dialog.open && dialog.showModal());
    } else if (!open && dialog.open) {
      dialog.close();
    }
  }
}

export const modal = directive(Modal);
