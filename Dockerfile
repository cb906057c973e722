# syntax=docker/dockerfile:1
# To pin the base: --build-arg BASE=python:3.11-slim-bookworm@sha256:…
ARG BASE=python:3.11-slim-bookworm
FROM ${BASE} AS build
WORKDIR /build
COPY requirements.lock .
# The lock file is complete: nothing is resolved, and only one OpenCV is installed.
RUN python -m venv /opt/waybill-mask \
    && /opt/waybill-mask/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY masking masking
COPY app app
RUN /opt/waybill-mask/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM ${BASE}
# OpenCV's wheel links to these two.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libgl1 libglib2.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --no-create-home --uid 10001 waybill
COPY --from=build /opt/waybill-mask /opt/waybill-mask
ENV PATH=/opt/waybill-mask/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    ORT_DISABLE_TELEMETRY=1 \
    HOME=/tmp
COPY LICENSE THIRD_PARTY_NOTICES.md /usr/share/doc/waybill-mask/
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=3)"]
# The models are in the image: nothing is downloaded at start.
CMD ["waybill-mask", "serve", "--host", "0.0.0.0", "--port", "8000"]
