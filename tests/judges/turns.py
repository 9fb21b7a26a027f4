"""Virtual time for an interpreter that has a thread for every branch: branches take turns, and whoever sleeps is passed
over until all sleep. So an execution of hours takes seconds, and takes the same way every time."""

import heapq
import itertools
import threading


class Turns:
    """A virtual clock for threads: one runs at a time, and the next is whoever is due first, ties in order of asking."""

    def __init__(self):
        self.changed = threading.Condition()
        self.due = []
        self.sequence = itertools.count()
        self.running = None
        self.seconds = 0.0

    def ticket(self, seconds=0.0):
        """A place in the queue, that many seconds from now."""
        with self.changed:
            ticket = (self.seconds + seconds, next(self.sequence))
            heapq.heappush(self.due, ticket)
            return ticket

    def leave(self):
        """Lets the next one run, if anybody is in the queue."""
        with self.changed:
            self.running = None
            self.call_next()

    def call_next(self):
        if self.running is None and self.due:
            self.running = heapq.heappop(self.due)
            self.seconds = self.running[0]
            self.changed.notify_all()

    def take(self, ticket):
        """Returns when it is that ticket's turn."""
        with self.changed:
            self.call_next()
            self.changed.wait_for(lambda: self.running == ticket)

    def sleep(self, seconds):
        ticket = self.ticket(seconds)
        self.leave()
        self.take(ticket)


TURNS = Turns()
