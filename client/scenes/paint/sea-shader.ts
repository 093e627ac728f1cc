/** Distances from the shore are told up to this many world px. */
export const SHORE = 180;

/**
 * Toon sea: distance to the shore (red of uShore, up to SHORE px) -> colour ramp, foam, caustics, waves, glitter.
 * World px run down, texture coordinates up. uCalm slows the time, uLight tints for the hour of the day.
 */
export const SEA_SHADER = `
precision highp float;
varying vec2 outTexCoord;
uniform sampler2D uShore;
uniform float uTime;
uniform float uCalm;
uniform vec2 uView;
uniform vec2 uScroll;
uniform vec2 uWorld;

float hash(vec2 p) {
  p = fract(p * vec2(123.34, 456.21));
  p += dot(p, p + 45.32);
  return fract(p.x * p.y);
}
vec2 hash2(vec2 p) {
  float n = hash(p);
  return vec2(n, hash(p + n + 17.1));
}
float noise(vec2 p) {
  vec2 i = floor(p), f = fract(p);
  f = f * f * (3. - 2. * f);
  return mix(mix(hash(i), hash(i + vec2(1, 0)), f.x), mix(hash(i + vec2(0, 1)), hash(i + vec2(1, 1)), f.x), f.y);
}
float fbm(vec2 p) {
  return .55 * noise(p) + .3 * noise(p * 2.03 + 7.) + .15 * noise(p * 4.1 + 3.);
}
float cells(vec2 p, float t) {
  vec2 i = floor(p), f = fract(p);
  float near = 9., next = 9.;
  for (int y = -1; y <= 1; y++) for (int x = -1; x <= 1; x++) {
    vec2 g = vec2(float(x), float(y));
    vec2 o = .5 + .42 * sin(t + 6.2831 * hash2(i + g));
    float d = length(g + o - f);
    if (d < near) { next = near; near = d; } else if (d < next) next = d;
  }
  return next - near;
}
float shore(vec2 p) {
  return texture2D(uShore, vec2(p.x / uWorld.x, 1. - p.y / uWorld.y)).r * ${SHORE.toFixed(1)};
}
vec3 water(float d) {
  vec3 c = mix(vec3(.70, .96, .86), vec3(.33, .86, .84), smoothstep(2., 34., d));
  c = mix(c, vec3(.12, .71, .82), smoothstep(26., 62., d));
  c = mix(c, vec3(.06, .55, .75), smoothstep(66., 132., d));
  return mix(c, vec3(.045, .45, .68), smoothstep(120., 190., d) * .85);
}
float caustics(vec2 p, vec2 wobble, float d, float big, float t) {
  float shallow = 1. - smoothstep(.02, .13, cells(p * .026 + wobble * 1.4, t * .9));
  float deep = 1. - smoothstep(.0, .06, cells(p * .013 + 5. + wobble, t * .6));
  return shallow * .13 * (1. - smoothstep(10., 80., d))
    + deep * .028 * smoothstep(70., 150., d) * smoothstep(.42, .62, big);
}
float strokes(vec2 p, float t) {
  float y = p.y * .085 + (fbm(p * .010 + 2.) - .5) * 7.;
  float row = floor(y);
  float x = p.x * .011 + hash(vec2(row, 3.)) * 9. + t * .06 * (hash(vec2(row, 8.)) - .3);
  float arc = abs(fract(y) - .5 - .18 * sin(x * 6.2831));
  return (1. - smoothstep(.03, .10, arc)) * smoothstep(.60, .78, noise(vec2(x * 1.7, row * 1.3)));
}
float foam(vec2 p, float d, float n, float t) {
  float ragged = fbm(p * .05 + vec2(t * .15, -t * .1));
  float edge = 1. - smoothstep(2.5, 6.5 + 3. * sin(t * 1.3 + p.x * .02), d + (ragged - .5) * 7.);
  float wave = fract(d / 30. - t * .16 + (n - .5) * 1.2);
  float ring = smoothstep(.0, .10, wave) * (1. - smoothstep(.12, .26, wave));
  float gaps = smoothstep(.44, .60, fbm(p * .028 + vec2(-t * .06, t * .05)));
  return clamp(max(edge * .95, ring * gaps * (1. - smoothstep(16., 74., d)) * .75), 0., 1.);
}
void main() {
  vec2 uv = outTexCoord;
  vec2 p = uScroll + vec2(uv.x, 1. - uv.y) * uView;
  float t = uTime * uCalm;
  vec2 wobble = vec2(fbm(p * .012 + t * .05), fbm(p * .012 - t * .04 + 9.)) - .5;
  float d = shore(p + wobble * 8.);
  float n = fbm(p * .0065 + vec2(t * .012, -t * .008));
  float big = fbm(p * .0032 + vec2(-t * .006, t * .01) + 4.);
  vec3 c = water(d + (n - .5) * 46.);
  c += (big - .5) * .10 * vec3(.5, .9, 1.);
  c += caustics(p, wobble, d, big, t);
  c += vec3(.75, .97, 1.) * strokes(p, t) * .22 * smoothstep(50., 110., d);
  c *= 1. - .20 * (1. - smoothstep(0., 16., shore(p + vec2(-9., -12.)))) * smoothstep(0., 3., d);
  c = mix(c, vec3(1.), foam(p, d, n, t));
  float glitter = noise(p * .35 + vec2(t * 1.2, 0.)) * noise(p * .31 - vec2(0., t * 1.1));
  c += smoothstep(.80, .92, glitter) * .5 * smoothstep(40., 90., d);
  vec2 q = uv - .5;
  c *= 1.04 - .22 * dot(q, q) + .05 * (uv.y - uv.x * .6);
  gl_FragColor = vec4(c, 1.);
}`;
