"""Messages to partners' webhooks, on a queue of their own: slow hosts hold up nothing else."""

from typing import Any

from jobs.queue import HOOKS, Queue, send
from match.openness.partners.carrying import carry_message
from match.openness.partners.queries import due_messages

Context = dict[str, Any]


async def send_due(queue: Queue) -> int:
    """Ring the queue for every message whose time has come; returns how many."""
    due = await due_messages()
    for message_id, tries in due:
        await send(queue, "send_hook", message_id, job=f"h{message_id}.{tries}", to=HOOKS)
    return len(due)


async def send_hook(ctx: Context, message_id: int) -> None:
    """One message to its host; what came of it is written down there."""
    del ctx
    await carry_message(message_id)
