"""The things of sealed bids for the table of routes, and the paths that lead to them."""

from tests.architecture.scene import Scene
from tests.bids import make

OPEN = ("/board", "/board/file", "/keys", "/opening", "/bids")
DOORS = ("/envelopes", "/uploads", "/submission", "/bids/replacement", "/shares")
PAGES = ("/bid", "/bid/terms", "/board", "/officials", "/opening")
STEPS = ("/receipts", "/withdrawal", "/confirmation", "/corrections", "/voidance")


async def objects(scene: Scene) -> dict[str, str]:
    """A purchase of the county that takes bids, and a bid of somebody outside the table."""
    del scene
    about = await make.purchase(k=2, n=3)
    receipt = await make.submitted(await make.bidder(), about)
    api, route = f"/api/v1/purchases/{about.id}", "/api/v1/purchases/{tender_id:int}"
    bid, of_bid = f"/api/v1/bids/{receipt.bid_id}", "/api/v1/bids/{bid_id:int}"
    key = about.officials[0].key_id
    pages = f"/purchases/{about.id}", "/purchases/{tender_id:int}"
    return (
        {f"{pages[1]}{step}": f"{pages[0]}{step}" for step in PAGES}
        | {"/sealing/{name:str}": "/sealing/sealing-bid.html"}
        | {f"{route}{step}": f"{api}{step}" for step in (*OPEN, *DOORS)}
        | {f"{of_bid}{step}": f"{bid}{step}" for step in STEPS}
        | {
            f"{route}/uploads/{{sha256:str}}": f"{api}/uploads/{'0' * 64}",
            f"{of_bid}/envelopes/{{envelope:str}}": f"{bid}/envelopes/price",
            "/api/v1/bids/corrections/{correction_id:int}/answer": (
                "/api/v1/bids/corrections/1/answer"
            ),
            "/api/v1/officials/{key_id:int}/revocation": (f"/api/v1/officials/{key}/revocation"),
        }
    )
