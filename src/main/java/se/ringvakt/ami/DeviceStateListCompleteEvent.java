package se.ringvakt.ami;

import org.asteriskjava.manager.event.ResponseEvent;

/// The end of the answer to [DeviceStateListAction]. It is public because the library makes it by
/// reflection.
public final class DeviceStateListCompleteEvent extends ResponseEvent {
    private static final long serialVersionUID = 1;

    /// For the library only.
    public DeviceStateListCompleteEvent(Object source) {
        super(source);
    }
}
