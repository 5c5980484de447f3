# One image for web, worker and migrations. Build: docker build -t xiangtonghui .
FROM python:3.12-slim-bookworm AS build
WORKDIR /source
COPY requirements/build.txt requirements/run.txt requirements/
RUN python -m venv /opt/match \
 && /opt/match/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes \
      --only-binary :all: -r requirements/build.txt -r requirements/run.txt
COPY . .
RUN /opt/match/bin/pip install --no-cache-dir --disable-pip-version-check --no-build-isolation --no-deps .

FROM python:3.12-slim-bookworm
# Papers carry their letters: without a Chinese font there are no PDFs.
RUN apt-get update && apt-get install -y --no-install-recommends fonts-noto-cjk \
 && rm -rf /var/lib/apt/lists/*
# A fixed number, so that volumes keep their owner from one image to the next.
RUN useradd --uid 10001 --create-home --shell /usr/sbin/nologin match \
 && install -d -o match -g match -m 0700 /data /keys /seals /kernels
COPY --from=build /opt/match /opt/match
ENV PATH=/opt/match/bin:$PATH PYTHONUNBUFFERED=1 MATCH_DATA_DIR=/data MATCH_KEY_FILE=/keys/master MATCH_SEAL_DIR=/seals
# Machine code of the allocation is made once an image, not at every start: the rest is read-only.
ENV NUMBA_CACHE_DIR=/kernels
USER match
WORKDIR /home/match
VOLUME ["/data", "/keys", "/seals", "/kernels"]
EXPOSE 8000
CMD ["match", "serve"]
