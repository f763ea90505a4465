// The camera. A phone that reads QR codes by itself does; for others a decoder of ours is loaded when it is needed.
"use strict";
{
  const desk = window.desk;
  const EVERY = 150;
  // The widest picture our own decoder gets: it reads a badge at arm's length, and does not heat the phone.
  const WIDEST = 640;

  const ownReader = async () => {
    if (!("BarcodeDetector" in window)) return null;
    try {
      if (!(await window.BarcodeDetector.getSupportedFormats()).includes("qr_code")) return null;
      const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
      return async video => (await detector.detect(video)).map(code => code.rawValue)[0];
    } catch {
      return null;
    }
  };

  const loadDecoder = url => new Promise((resolve, reject) => {
    if (window.jsQR) return resolve();
    const script = desk.make("script", { src: url });
    script.onload = resolve;
    script.onerror = () => reject(new Error("decoder"));
    return document.head.append(script);
  });

  const ourReader = async url => {
    await loadDecoder(url);
    const canvas = document.createElement("canvas");
    const context = canvas.getContext("2d", { willReadFrequently: true });
    return async video => {
      const scale = Math.min(1, WIDEST / video.videoWidth);
      canvas.width = Math.round(video.videoWidth * scale);
      canvas.height = Math.round(video.videoHeight * scale);
      context.drawImage(video, 0, 0, canvas.width, canvas.height);
      const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
      return window.jsQR(data, width, height, { inversionAttempts: "dontInvert" })?.data;
    };
  };

  class Scanner {
    // read(text) is called for each code that is held before the camera, once until it was away for a moment.
    constructor(video, decoder, read) {
      this.video = video;
      this.decoder = decoder;
      this.read = read;
    }

    get isOn() {
      return Boolean(this.stream);
    }

    // Have the decoder at hand before the network goes.
    async prepare() {
      this.reader ??= (await ownReader()) ?? (await ourReader(this.decoder));
    }

    async start() {
      await this.prepare();
      this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
      this.video.srcObject = this.stream;
      this.video.hidden = false;
      await this.video.play();
      this.last = { text: "", at: 0 };
      this.look();
    }

    stop() {
      clearTimeout(this.timer);
      for (const track of this.stream?.getTracks() ?? []) track.stop();
      this.stream = this.video.srcObject = null;
      this.video.hidden = true;
    }

    async look() {
      if (!this.isOn) return;
      try {
        const text = this.video.videoWidth ? await this.reader(this.video) : "";
        if (text) {
          const held = text === this.last.text && Date.now() - this.last.at < 3000;
          this.last = { text, at: Date.now() };
          if (!held) await this.read(text);
        }
      } finally {
        if (this.isOn) this.timer = setTimeout(() => this.look(), EVERY);
      }
    }
  }

  desk.Scanner = Scanner;
}
