package se.ringvakt.ami;

import org.asteriskjava.manager.action.AbstractManagerAction;
import org.asteriskjava.manager.action.EventGeneratingAction;
import org.asteriskjava.manager.event.ResponseEvent;

/// Asks for the states of all devices, which the library cannot. It is public because the library
/// looks at it by reflection.
///
/// The states come as the events that also tell changes, [DeviceStateListCompleteEvent] after them.
public final class DeviceStateListAction extends AbstractManagerAction
        implements EventGeneratingAction {
    private static final long serialVersionUID = 1;

    @Override
    public String getAction() {
        return "DeviceStateList";
    }

    @Override
    public Class<? extends ResponseEvent> getActionCompleteEventClass() {
        return DeviceStateListCompleteEvent.class;
    }
}
