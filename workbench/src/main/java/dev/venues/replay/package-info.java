/** Dead letters on their way back: where they lie, which of them are wanted, and which were replayed already. */
package dev.venues.replay;
