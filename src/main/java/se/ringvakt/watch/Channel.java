package se.ringvakt.watch;

import java.util.Optional;

/// A channel of a switch as its events describe it.
///
/// @param id the switch's unique id of it
/// @param name technology, resource and a serial, such as `PJSIP/trunk-00000012`
/// @param up whether it is answered
/// @param linked the id of the call's first channel; empty: not told
/// @param number the caller id number on it; of a channel that was dialled it is mostly, but not
///   always, the number that was dialled; empty: not told
/// @param place where in the dialplan it is
/// @param bridge the bridge it is in; told only when the state is read anew
public record Channel(
        String id,
        String name,
        boolean up,
        String linked,
        String number,
        Place place,
        Optional<String> bridge) {

    /// A place in a dialplan; empty and 0 where not told.
    public record Place(String context, String extension, int priority) {
        public static final Place UNKNOWN = new Place("", "", 0);

        @Override
        public String toString() {
            return context + "," + extension + "," + priority;
        }
    }

    /// Half of a pair that leads from one piece of dialplan to another; nobody speaks on it.
    public boolean isLocal() {
        return name.startsWith("Local/");
    }

    /// The device it belongs to: the name without the serial, such as `PJSIP/trunk`.
    public String device() {
        int serial = name.lastIndexOf('-');
        return serial < 0 ? name : name.substring(0, serial);
    }
}
