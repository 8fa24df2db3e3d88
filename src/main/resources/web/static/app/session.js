// Who is logged in, and what they may do.

class SessionState extends EventTarget {
  constructor() {
    super();
    this.user = undefined;
    this.known = false;
    this.expired = false;
  }

  get csrf() {
    return this.user?.csrf;
  }

  may(right) {
    return this.user?.rights?.includes(right) ?? false;
  }

  /** Somebody has logged in, or is still. */
  begun(user) {
    this.expired = false;
    this.tell(user);
  }

  /** The server knows of no session (any more). */
  ended() {
    if (this.user) {
      this.expired = true;
    }
    if (this.user || !this.known) {
      this.tell(undefined);
    }
  }

  /** They have logged out. */
  left() {
    this.expired = false;
    this.tell(undefined);
  }

  tell(user) {
    this.user = user;
    this.known = true;
    this.dispatchEvent(new Event('change'));
  }
}

export const session = new SessionState();
