"""A Meilisearch in the test process: the documented HTTP interface, with its asynchronous tasks.

Not a stand-in for the real one where one is at hand (the contract suite then runs on it as well);
it is here so that the adapter's side of the protocol is exercised everywhere: tasks that are
enqueued and only later succeed or fail, filters that are parsed, indexes that are swapped, keys
that are checked. https://www.meilisearch.com/docs/reference/api
"""

import json
import threading
from contextlib import suppress
from copy import deepcopy
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from meili_grammar import InvalidFilter, compile_filter, distance, values_of
from meili_words import Words

DEFAULTS: dict[str, Any] = {
    "searchableAttributes": ["*"],
    "filterableAttributes": [],
    "sortableAttributes": [],
    "synonyms": {},
    "faceting": {"maxValuesPerFacet": 100},
    "pagination": {"maxTotalHits": 1000},
}
LISTABLE = ("createdAt", "updatedAt")


class Refusal(Exception):
    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code


class Index:
    def __init__(self, primary_key: str | None) -> None:
        self.primary_key = primary_key
        self.settings = deepcopy(DEFAULTS)
        self.documents: dict[str, dict[str, Any]] = {}


class MeiliServer:
    """`pause()` leaves tasks enqueued; `fail_next(kind)` makes the next task of a kind fail."""

    def __init__(self, key: str = "master") -> None:
        self.key = key
        self.indexes: dict[str, Index] = {}
        self.tasks: list[dict[str, Any]] = []
        self.work: list[tuple[dict[str, Any], Any]] = []
        self.failing: list[str] = []
        self.answer_with: bytes | None = None
        self.seen: list[tuple[str, str, Any]] = []
        self.lock = threading.RLock()
        self.ready = threading.Condition(self.lock)
        self.running = threading.Event()
        self.running.set()
        self.answering = threading.Event()
        self.answering.set()
        self.closed = False
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}"
        for target in (self.http.serve_forever, self._carry_out):
            threading.Thread(target=target, daemon=True).start()

    def pause(self) -> None:
        self.running.clear()

    def resume(self) -> None:
        with self.ready:
            self.running.set()
            self.ready.notify_all()

    def wait_for_enqueued(self) -> None:
        with self.ready:
            assert self.ready.wait_for(lambda: bool(self.work), timeout=10)

    def fail_next(self, kind: str) -> None:
        self.failing.append(kind)

    def close(self) -> None:
        with self.ready:
            self.closed = True
            self.ready.notify_all()
        self.answering.set()
        self.http.shutdown()
        self.http.server_close()

    def enqueue(self, kind: str, uid: str | None, effect: Any) -> dict[str, Any]:
        with self.ready:
            task = {
                "uid": len(self.tasks),
                "indexUid": uid,
                "status": "enqueued",
                "type": kind,
                "error": None,
                "enqueuedAt": now(),
                "startedAt": None,
                "finishedAt": None,
            }
            self.tasks.append(task)
            self.work.append((task, effect))
            self.ready.notify_all()
        return {
            "taskUid": task["uid"],
            "indexUid": uid,
            "status": "enqueued",
            "type": kind,
            "enqueuedAt": task["enqueuedAt"],
        }

    def _carry_out(self) -> None:
        """One after the other, in the order they came."""
        while True:
            with self.ready:
                self.ready.wait_for(lambda: self.closed or (self.work and self.running.is_set()))
                if self.closed:
                    return
                task, effect = self.work.pop(0)
                task["startedAt"] = now()
                try:
                    if task["type"] in self.failing:
                        self.failing.remove(task["type"])
                        raise Refusal(500, "internal", "no space left on device")
                    effect()
                    task["status"] = "succeeded"
                except Refusal as refusal:
                    task["status"] = "failed"
                    task["error"] = _error(refusal)
                task["finishedAt"] = now()

    def index(self, uid: str) -> Index:
        if uid not in self.indexes:
            raise Refusal(404, "index_not_found", f"Index `{uid}` not found.")
        return self.indexes[uid]

    def route(self, method: str, path: list[str], body: Any) -> tuple[int, Any]:
        match method, path:
            case "GET", ["health"]:
                return 200, {"status": "available"}
            case "GET", ["tasks", uid]:
                if not uid.isdigit() or int(uid) >= len(self.tasks):
                    raise Refusal(404, "task_not_found", f"Task `{uid}` not found.")
                return 200, self.tasks[int(uid)]
            case "POST", ["indexes"]:
                return 202, self.create(body["uid"], body.get("primaryKey"))
            case "POST", ["swap-indexes"]:
                return 202, self.swap(body)
            case "POST", ["multi-search"]:
                return 200, {
                    "results": [self.search(each.pop("indexUid"), each) for each in body["queries"]]
                }
            case _, ["indexes", uid, *rest]:
                return self.on_index(method, uid, rest, body)
        raise Refusal(404, "not_found", "no such route")

    def on_index(self, method: str, uid: str, rest: list[str], body: Any) -> tuple[int, Any]:
        match method, rest:
            case "GET", []:
                index = self.index(uid)
                return 200, {"uid": uid, "primaryKey": index.primary_key} | dict.fromkeys(
                    LISTABLE, now()
                )
            case "DELETE", []:
                return 202, self.enqueue("indexDeletion", uid, lambda: self.remove(uid))
            case "GET", ["settings"]:
                return 200, self.index(uid).settings
            case "PATCH", ["settings"]:
                return 202, self.enqueue(
                    "settingsUpdate", uid, lambda: self.made(uid).settings.update(body)
                )
            case "POST", ["documents"]:
                return 202, self.enqueue(
                    "documentAdditionOrUpdate", uid, lambda: self.add(uid, body)
                )
            case "POST", ["documents", "fetch"]:
                return 200, self.listed(uid, body)
            case "POST", ["search"]:
                return 200, self.search(uid, body)
        raise Refusal(404, "not_found", "no such route")

    def create(self, uid: str, primary_key: str | None) -> dict[str, Any]:
        def effect() -> None:
            if uid in self.indexes:
                raise Refusal(409, "index_already_exists", f"Index `{uid}` already exists.")
            self.indexes[uid] = Index(primary_key)

        return self.enqueue("indexCreation", uid, effect)

    def made(self, uid: str) -> Index:
        """Settings and documents create the index they name."""
        return self.indexes.setdefault(uid, Index(None))

    def remove(self, uid: str) -> None:
        self.index(uid)
        del self.indexes[uid]

    def swap(self, pairs: list[dict[str, Any]]) -> dict[str, Any]:
        def effect() -> None:
            for one, two in (pair["indexes"] for pair in pairs):
                self.index(one), self.index(two)
            for one, two in (pair["indexes"] for pair in pairs):
                self.indexes[one], self.indexes[two] = self.indexes[two], self.indexes[one]

        return self.enqueue("indexSwap", None, effect)

    def add(self, uid: str, documents: list[dict[str, Any]]) -> None:
        index = self.made(uid)
        index.primary_key = index.primary_key or "id"
        for document in documents:
            if index.primary_key not in document:
                raise Refusal(400, "missing_document_id", "Document doesn't have an id")
            index.documents[str(document[index.primary_key])] = document

    def listed(self, uid: str, body: dict[str, Any]) -> dict[str, Any]:
        index = self.index(uid)
        test = self.tested(index, body.get("filter"), "invalid_document_filter")
        found = [each for each in index.documents.values() if test(each)]
        start, limit = body.get("offset", 0), body.get("limit", 20)
        fields = body.get("fields")
        shown = [
            {name: value for name, value in each.items() if fields is None or name in fields}
            for each in found[start : start + limit]
        ]
        return {"results": shown, "offset": start, "limit": limit, "total": len(found)}

    def tested(self, index: Index, given: Any, code: str) -> Any:
        try:
            return compile_filter(given, set(index.settings["filterableAttributes"]))
        except InvalidFilter as problem:
            raise Refusal(400, code, str(problem)) from problem

    def search(self, uid: str, body: dict[str, Any]) -> dict[str, Any]:
        index = self.index(uid)
        test = self.tested(index, body.get("filter"), "invalid_search_filter")
        words = Words(body.get("q") or "", index.settings, body.get("matchingStrategy", "last"))
        scored = [
            (score, each)
            for each in index.documents.values()
            if test(each) and (score := words.score(each)) is not None
        ]
        self.ordered(index, scored, body.get("sort", []))
        found = [each for _, each in scored]
        most = index.settings["pagination"]["maxTotalHits"]
        answer: dict[str, Any] = {"query": body.get("q", ""), "processingTimeMs": 1}
        if "page" in body or "hitsPerPage" in body:
            page, size = body.get("page", 1), body.get("hitsPerPage", 20)
            start, total = (page - 1) * size, min(len(found), most)
            answer |= {"page": page, "hitsPerPage": size, "totalHits": total}
        else:
            start, size = body.get("offset", 0), body.get("limit", 20)
            answer |= {"offset": start, "limit": size, "estimatedTotalHits": len(found)}
        retrieved = body.get("attributesToRetrieve", ["*"])
        shown = {id(each): score for score, each in scored}
        answer["hits"] = [
            {name: each[name] for name in each if "*" in retrieved or name in retrieved}
            | ({"_rankingScore": shown[id(each)] / 100} if body.get("showRankingScore") else {})
            for each in found[start : min(start + size, most)]
        ]
        answer["facetDistribution"] = self.counted(index, found, body.get("facets") or [])
        return answer

    def ordered(self, index: Index, scored: list[Any], sort: list[str]) -> None:
        scored.sort(key=lambda pair: -pair[0])
        for rule in reversed(sort):
            field, _, way = rule.rpartition(":")
            attribute = "_geo" if field.startswith("_geoPoint(") else field
            if attribute not in index.settings["sortableAttributes"]:
                raise Refusal(400, "invalid_search_sort", f"Attribute `{field}` is not sortable.")
            key = _by_distance(field) if attribute == "_geo" else lambda each, f=field: each.get(f)
            having = [pair for pair in scored if key(pair[1]) is not None]
            lacking = [pair for pair in scored if key(pair[1]) is None]
            having.sort(key=lambda pair, key=key: key(pair[1]), reverse=way == "desc")
            scored[:] = having + lacking

    def counted(self, index: Index, found: list[Any], facets: list[str]) -> dict[str, Any]:
        counts: dict[str, dict[str, int]] = {}
        for facet in dict.fromkeys(facets):
            if facet not in index.settings["filterableAttributes"]:
                raise Refusal(
                    400, "invalid_search_facets", f"Attribute `{facet}` is not filterable."
                )
            for each in found:
                for value in values_of(each, facet):
                    counts.setdefault(facet, {}).setdefault(str(value), 0)
                    counts[facet][str(value)] += 1
            most = index.settings["faceting"]["maxValuesPerFacet"]
            kept = sorted(counts.get(facet, {}).items(), key=lambda pair: -pair[1])[:most]
            counts[facet] = dict(kept)
        return counts


def _by_distance(rule: str) -> Any:
    lat, lng = (float(part) for part in rule.removeprefix("_geoPoint(").rstrip(")").split(","))

    def key(document: dict[str, Any]) -> float | None:
        geo = document.get("_geo")
        return distance(geo["lat"], geo["lng"], lat, lng) if geo else None

    return key


def _error(refusal: Refusal) -> dict[str, Any]:
    return {
        "message": str(refusal),
        "code": refusal.code,
        "type": "invalid_request" if refusal.status < 500 else "internal",
        "link": f"https://docs.meilisearch.com/errors#{refusal.code}",
    }


def _handler(server: MeiliServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            server.answering.wait()
            length = int(self.headers.get("Content-Length") or 0)
            raw = self.rfile.read(length)
            if server.answer_with is not None:
                self.send(200, server.answer_with)
                return
            try:
                body = json.loads(raw) if raw else None
                path = [part for part in urlsplit(self.path).path.split("/") if part]
                if path != ["health"]:
                    self.check()
                with server.lock:
                    server.seen.append((self.command, "/".join(path), deepcopy(body)))
                    status, answer = server.route(self.command, path, body)
                    payload = json.dumps(answer).encode()
            except Refusal as refusal:
                status, payload = refusal.status, json.dumps(_error(refusal)).encode()
            self.send(status, payload)

        do_GET = do_POST = do_PATCH = do_DELETE = answer

        def check(self) -> None:
            given = self.headers.get("Authorization")
            if given is None:
                raise Refusal(401, "missing_authorization_header", "The header is missing.")
            if given != f"Bearer {server.key}":
                raise Refusal(403, "invalid_api_key", "The provided API key is invalid.")

        def send(self, status: int, payload: bytes) -> None:
            with suppress(BrokenPipeError, ConnectionResetError):
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(payload)))
                self.end_headers()
                self.wfile.write(payload)

        def log_message(self, format: str, *args: Any) -> None:
            """Silent."""

    return Handler


def now() -> str:
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")
