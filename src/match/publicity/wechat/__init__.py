"""
The official account: a published article becomes a draft there, and what followers send comes here.

Nothing is sent inside a command. A row (`WechatDelivery`) says what is wanted and when it is to be
looked at again; `carrying.carry` does one step of it and a second command records what came of it.
Without credentials, or without the right at WeChat, the row says so and the desk hands out the
article ready to copy: the base mode.
"""
